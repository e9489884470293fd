import type { Page, WebSocketRoute } from 'playwright-core';

/** The streams of a page, which can be cut and held back; requests go on. */
export interface Cut {
  /** Breaks the connection, and every further one until it is mended. */
  cut(): Promise<void>;
  mend(): void;
}

/**
 * Stands between a page and the sockets of its hub: a browser that is set offline keeps the sockets that it has. The page is loaded again,
 * so that all of them pass here.
 */
export async function cuttable(page: Page): Promise<Cut> {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/\/graphql$/, async (socket) => {
    if (isCut) {
      await socket.close({ code: 1001, reason: 'cut' });
      return;
    }
    socket.connectToServer();
    open.add(socket);
  });
  await page.reload();
  return {
    async cut() {
      isCut = true;
      await Promise.all([...open].map((socket) => socket.close({ code: 1001, reason: 'cut' })));
      open.clear();
    },
    mend() {
      isCut = false;
    },
  };
}
