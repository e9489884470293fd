/** What a salesperson does in the CRM, through its own API, for tests that need a deal of a certain kind. */
export interface SalesDesk {
  /** Makes an opportunity with these lines, priced by the catalogue's entries in its currency; gives its id. */
  deal(what: NewDeal): Promise<string>;
  /** Sets fields of a row, for example `win(id)` as `set('Opportunity', id, {StageName: 'Closed Won'})`. */
  set(object: string, id: string, fields: object): Promise<void>;
  win(dealId: string): Promise<void>;
  /** Asks for an approval that the desk itself may give; gives the work item. */
  submit(recordId: string): Promise<string>;
  decide(workitemId: string, how: 'Approve' | 'Reject' | 'Removed'): Promise<void>;
  query(soql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface NewDeal {
  /** Null: a deal that nobody gave a customer. */
  readonly accountId: string | null;
  readonly currency: string;
  readonly name?: string;
  readonly stage?: string;
  readonly closeDate?: string;
  /** None: a deal of which nobody said what is sold. */
  readonly lines?: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice: number;
    readonly discount?: number;
    readonly start?: string;
  }[];
}

/** Signs in to an organisation as an integration that is not the hub. */
export async function salesDesk(organisation: {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}): Promise<SalesDesk> {
  const { url, credentials } = organisation;
  const root = `${url}/services/data/v68.0`;
  const login = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials['clientId']!,
      client_secret: credentials['clientSecret']!,
    }),
  });
  const { access_token: token, id: identity } = (await login.json()) as { access_token: string; id: string };
  const me = identity.split('/').at(-1)!;

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${root}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  const query: SalesDesk['query'] = async (soql) =>
    (
      await call<{ records: Readonly<Record<string, unknown>>[] }>(
        'GET',
        `query?${new URLSearchParams({ q: soql }).toString()}`,
      )
    ).records;
  const set: SalesDesk['set'] = (object, id, fields) => call('PATCH', `sobjects/${object}/${id}`, fields);
  const act = async (request: object): Promise<{ newWorkitemIds: readonly string[] }> =>
    (
      await call<{ newWorkitemIds: readonly string[] }[]>('POST', 'process/approvals', {
        requests: [request],
      })
    )[0]!;

  return {
    query,
    set,
    win: (dealId) => set('Opportunity', dealId, { StageName: 'Closed Won' }),
    submit: async (contextId) =>
      (await act({ actionType: 'Submit', contextId, nextApproverIds: [me] })).newWorkitemIds[0]!,
    async decide(contextId, actionType) {
      await act({ actionType, contextId });
    },
    async deal({
      accountId,
      currency,
      name = 'A deal',
      stage = 'Negotiation/Review',
      closeDate,
      lines = [],
    }) {
      const { id } = await call<{ id: string }>('POST', 'sobjects/Opportunity', {
        AccountId: accountId,
        Name: name,
        StageName: stage,
        CloseDate: closeDate ?? new Date().toISOString().slice(0, 10),
        CurrencyIsoCode: currency,
      });
      for (const { sku, quantity, unitPrice, discount, start } of lines) {
        const [entry] = await query(
          `SELECT Id FROM PricebookEntry WHERE Product2.ProductCode = '${sku}' AND CurrencyIsoCode = '${currency}'`,
        );
        await call('POST', 'sobjects/OpportunityLineItem', {
          OpportunityId: id,
          PricebookEntryId: entry?.['Id'],
          Quantity: quantity,
          UnitPrice: unitPrice,
          Discount: discount ?? null,
          ServiceDate: start ?? null,
        });
      }
      return id;
    },
  };
}
