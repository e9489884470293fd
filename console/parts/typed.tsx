import { TextInput } from '@mantine/core';
import { useState } from 'react';

/** A field whose text counts once it is whole: with Enter, or when it is left. */
export function Typed({
  label,
  hint,
  value,
  onChange,
  width = 210,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly width?: number;
}) {
  const [draft, setDraft] = useState(value);
  const [given, setGiven] = useState(value);
  // Whoever follows a link, or goes back, sees what the address has.
  if (given !== value) {
    setGiven(value);
    setDraft(value);
  }
  const finish = (): void => {
    if (draft.trim() !== value) onChange(draft.trim());
  };
  return (
    <TextInput
      size="xs"
      w={width}
      label={label}
      placeholder={hint}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
      }}
    />
  );
}
