-- Up to which position of the log it was looked for what sets orchestrated writes off. What was before this table is history.
create table trigger_position (
  name     text primary key,
  position bigint not null
);
insert into trigger_position (name, position) select 'quote-to-cash', position from event_head;

-- What a process was started for: looked up whenever something may set it off again.
create index run_process_subject on run (process, subject_id, started_at desc);
