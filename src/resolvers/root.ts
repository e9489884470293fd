import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import type { IdPage, Stored } from '../context.ts';
import { type Connection, fromPage } from './connection.ts';
import { recordsOf } from './links.ts';
import { viewPage } from './marks.ts';
import { isKind } from './model.ts';
import { mentionsFreshness, refreshFor } from './refresh.ts';
import type { GraphContext } from './request.ts';

/** A root field that finds one record of a kind by its id: from memory at once, where it is there and nothing asks for a fresher one. */
export function oneRecord<K extends Kind>(kind: K) {
  return (
    _root: unknown,
    { id }: { id: string },
    context: GraphContext,
    info: GraphQLResolveInfo,
  ): Stored<K> | null | Promise<Stored<K> | null> => recordById(kind, id, context, info);
}

/** The record of a kind with this id, as fresh as the operation asks; null where there is none. */
export function recordById<K extends Kind>(
  kind: K,
  id: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Stored<K> | null | Promise<Stored<K> | null> {
  if (kindOfId(id) !== kind) return null;
  if (mentionsFreshness(info.operation, info.fragments)) return freshRecord(kind, id, context, info);
  const known = context.hub.reader.peek(id);
  return known === undefined ? storedRecord(kind, id, context) : isKind(known, kind) ? known : null;
}

async function storedRecord<K extends Kind>(
  kind: K,
  id: string,
  context: GraphContext,
): Promise<Stored<K> | null> {
  let loader = context.loaders.get('record');
  if (!loader) {
    loader = new DataLoader(async (ids) => context.hub.reader.records(ids as readonly string[]));
    context.loaders.set('record', loader);
  }
  const record = (await loader.load(id)) as Stored | null;
  return isKind(record, kind) ? record : null;
}

async function freshRecord<K extends Kind>(
  kind: K,
  id: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Stored<K> | null> {
  const { reader } = context.hub;
  const [copy] = await recordsOf(reader, kind, [id]);
  if (!copy) return null;
  const marks = await refreshFor(context, info, [copy.id]);
  if (!marks) return copy;
  const [record] = await recordsOf(reader, kind, [copy.id]);
  return record ? marks.view(record) : null;
}

/** A page of records whose ids the store gave, as fresh as the operation asks. */
export async function recordPage<K extends Kind>(
  kind: K,
  page: IdPage,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<Stored<K>>> {
  const marks = mentionsFreshness(info.operation, info.fragments)
    ? await refreshFor(context, info, page.ids)
    : null;
  const { reader } = context.hub;
  const known = page.ids.map((id) => reader.peek(id));
  const records = known.includes(undefined)
    ? await recordsOf(reader, kind, page.ids)
    : known.map((record) => (isKind(record, kind) ? record : null));
  const connection = fromPage(page, records);
  return marks ? viewPage(marks, connection) : connection;
}
