-- When what sets orchestrated writes off was first followed; what happened before it is history. Null: it was not followed yet.
alter table trigger_position add column since timestamptz;
-- Where it is followed already, it has been since it was there to be followed.
update trigger_position set since = (select ran_at from migration where name = '0015_trigger.sql') where position > 0;
