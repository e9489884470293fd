import { same } from '../canonical/event.ts';
import type { EditableField, Finding, FixSuggestion } from '../canonical/finding.ts';

/** A finding with a suggestion for each field of which only one value is possible and nobody has suggested any. */
export function suggested(finding: Finding): Finding {
  const known = new Set(finding.suggestions.flatMap(({ patch }) => Object.keys(patch)));
  const more = finding.editable.filter(({ path }) => !known.has(path)).flatMap(only);
  return more.length === 0 ? finding : { ...finding, suggestions: [...finding.suggestions, ...more] };
}

function only({ path, allowed, current }: EditableField): FixSuggestion[] {
  const others = allowed?.filter((value) => !same(value, current)) ?? [];
  if (others.length !== 1) return [];
  const [value] = others;
  return [
    {
      label: `Use ${String(value)}`,
      patch: { [path]: value },
      confidence: 0.5,
      basis: 'It is the only other value that is possible here.',
    },
  ];
}
