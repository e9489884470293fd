-- The call of a vendor by which a try ended, as store/vendor-call.ts says; null: none was made, or it is of before this column.
alter table run_attempt add column call jsonb;
