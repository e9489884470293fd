-- Where records are that must not be stored in this hub's region: the place alone, so that what hangs on one is known again.
create table withheld (
  instance    text not null,
  object      text not null,
  external_id text not null,
  kind        text not null,
  -- the regions in which it may be stored
  region      text not null,
  -- CUSTOMER: for no reason of its own, but because of the customer that it is or belongs to
  because     text not null check (because in ('SOURCE', 'COUNTRY', 'LEGAL_ENTITY', 'CUSTOMER')),
  -- stands for the customer; null for what is withheld alone
  customer    text,
  since       timestamptz not null default now(),
  primary key (instance, object, external_id)
);
create index withheld_customer on withheld (customer) where customer is not null;

-- By what a withheld customer is known again in another source: fingerprints, from which nobody learns the key.
create table withheld_key (
  fingerprint text not null,
  customer    text not null,
  -- the object that had a key which only suggests sameness; null for a key that decides
  trait_of    text,
  primary key (fingerprint, customer)
);
create index withheld_key_customer on withheld_key (customer);

-- What links to a legal entity that turns out to be pinned.
create index facet_legal_entity on facet ((links #>> '{legalEntity,key}')) where links ? 'legalEntity';

-- Records that were removed: what the broker still holds of them is to be deleted there.
create table removed_subject (
  subject_id text primary key,
  at         timestamptz not null default now()
);

-- Legal entities are few, and looked at by every question of a caller who sees only some of them.
create index entity_legal_entity on entity (id) where kind = 'LegalEntity';
