import { Badge, Group, Select, TextInput } from '@mantine/core';
import { words } from '../../words/exceptions.ts';
import { type Field, labelOf, shown, wrongWith } from './patch.ts';

interface Props {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** What ids stand for. */
  readonly names: ReadonlyMap<string, string>;
}

/** A value of JSON as text and back: choices may be any. */
const keyOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** One value that may be mended, by its type, with what it is now. */
export function FixField({ field, value, onChange, names }: Props) {
  const { path, type, current, allowed, touchesMoney } = field;
  const named = (each: unknown): string => names.get(keyOf(each)) ?? shown(each);
  const common = {
    label: (
      <Group gap={6} component="span" display="inline-flex">
        {labelOf(path)}
        {touchesMoney && (
          <Badge component="span" size="xs" variant="default" className="status" data-tone="warn">
            {words.fix.touchesMoney}
          </Badge>
        )}
      </Group>
    ),
    description: words.fix.current(named(current)),
    size: 'xs',
    error: wrongWith(field, value),
  } as const;
  const values: readonly unknown[] | null = allowed ?? (type === 'boolean' ? [true, false] : null);
  if (values)
    return (
      <Select
        {...common}
        data={values.map((each) => ({ value: keyOf(each), label: named(each) }))}
        value={value === undefined ? null : keyOf(value)}
        onChange={(key) => onChange(values.find((each) => keyOf(each) === key))}
        placeholder={words.fix.asItIs}
        searchable={values.length > 8}
        clearable
        clearButtonProps={{ 'aria-label': words.fix.clear(labelOf(path)) }}
      />
    );
  return (
    <TextInput
      {...common}
      type={type === 'date' ? 'date' : 'text'}
      inputMode={type === 'decimal' ? 'decimal' : undefined}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      placeholder={words.fix.asItIs}
    />
  );
}
