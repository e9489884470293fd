-- Documents that clients may ask for by their id, and, where only registered operations are executed, the only ones that are (docs/limits.md).
create table operation (
  -- sha256: and the lower-case hexadecimal hash of the document
  id       text primary key,
  document text not null,
  name     text not null,
  added_at timestamptz not null default now(),
  -- the person who registered it
  added_by text not null
);
