import { meaningOf } from './terms.ts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a relation means, read from what led to something to what it led to. */
const relations: Readonly<
  Record<string, { readonly on: string; readonly back: string; readonly means: string }>
> = {
  caused: { on: 'caused', back: 'caused by', means: 'The one led to the other.' },
  did: { on: 'did', back: 'done by', means: 'A run did it at a vendor.' },
  touched: {
    on: 'made or changed',
    back: 'made or changed by',
    means: 'It made or changed the record there.',
  },
  derived: {
    on: 'became',
    back: 'comes of',
    means: 'The one says what the other says, or was made of it.',
  },
};

export const words = {
  title: 'Lineage',
  form: {
    label: 'What to trace',
    by: 'Begin at',
    byId: 'An id',
    byRef: 'A record at a vendor',
    id: 'Id',
    idHint: 'Of a record, event, run, exception or amendment',
    system: 'System',
    object: 'Object',
    objectHint: 'Account, Invoice, …',
    external: 'Id at the vendor',
    trace: 'Trace',
    direction: 'Direction',
    directions: { BOTH: 'Both ways', UPSTREAM: 'What led to it', DOWNSTREAM: 'What it led to' },
    hops: 'Steps shown',
    hop: (count: number) => counted(count, 'step away', 'steps away'),
    all: 'All of it',
    view: 'View',
    views: { graph: 'Graph', table: 'Table' },
  },
  empty: {
    title: 'Where does this come from, and what came of it?',
    next: 'Enter the id of a record, a run or an event, or a record as a vendor names it. Runs, events and records also lead here.',
    missing: 'There is no such thing, or it is not for your role to see',
    missingNext:
      'Check the id. A record of a vendor is found by its system, the name of its object, and its id there.',
  },
  root: 'Began with',
  shown: (shown: number, all: number) =>
    shown === all ? counted(all, 'thing', 'things') : `${shown} of ${all} things`,
  incomplete:
    'This is not all of it: something is not kept any more, not taken in yet, of an outcome that nobody knows, not for your role to see, or more than is shown.',
  complete: 'Nothing is missing.',
  graph: 'What came of what, from left to right. The table shows the same.',
  table: 'What came of what, by time',
  columns: { kind: 'Kind', label: 'What', system: 'System', at: 'When', away: 'Away', how: 'How' },
  start: 'Start',
  startHere: 'Trace from here',
  details: 'Details',
  choose: 'Choose something in the graph to see what it is.',
  hash: 'Fingerprint (sha256)',
  hashHint: 'Of what is stored of it: whoever has the same data can show that nothing was changed.',
  id: 'Id',
  at: 'When',
  system: 'System',
  hub: 'The hub itself',
  before: 'What led to it',
  after: 'What it led to',
  open: 'Open',
  more: (count: number) => `Show ${count} more beside it`,
  less: 'Hide what was shown beside it',
  hiddenBeside: (count: number) => `+${count}`,
  relation: (name: string) => meaningOf(relations, name) ?? { on: name, back: name, means: '' },
  flow: {
    node: 'Press Enter to see its details.',
    controls: 'Zoom of the graph',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show all of it',
  },
} as const;
