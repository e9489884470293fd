import { TextInput } from '@mantine/core';
import { useClock } from './settings.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as a field of date and time has it, to the minute, in UTC or by the browser's clock. */
function fieldOf(iso: string, utc: boolean): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  if (utc) return at.toISOString().slice(0, 16);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Chooses an instant, ISO 8601 in UTC; empty for none. */
export function Moment({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (iso: string) => void;
}) {
  const utc = useClock() === 'utc';
  return (
    <TextInput
      size="xs"
      w={178}
      type="datetime-local"
      label={`${label}${utc ? ' (UTC)' : ''}`}
      value={fieldOf(value, utc)}
      onChange={(event) => {
        const given = event.currentTarget.value;
        const at = new Date(utc ? `${given}Z` : given);
        onChange(Number.isNaN(at.getTime()) ? '' : at.toISOString());
      }}
    />
  );
}
