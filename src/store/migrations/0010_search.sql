-- A search found customers by the beginning of their tax ids, so that whoever may not read these could find them out. The words of those
-- concerned are made anew, as store/summary.ts makes them.
update customer_summary s
set words = to_tsvector('simple', regexp_replace(coalesce(t.text, ''), '[^[:alnum:]]+', ' ', 'g'))
from (
  select f.entity_id, string_agg(concat_ws(' ', f.external_id, f.fields->>'name', f.fields->>'legalName', f.fields->>'domain',
    (select string_agg(regexp_replace(key, '^(ref:[^:]*:[^:]*|number:[^:]*|[^:]*):', ''), ' ')
     from unnest(f.keys) as key where key not like 'tax:%')), ' ') as text
  from facet f where f.kind = 'Customer' and f.deleted_at is null group by f.entity_id
  having bool_or(exists (select from unnest(f.keys) as key where key like 'tax:%'))
) t
where t.entity_id = s.customer_id;
