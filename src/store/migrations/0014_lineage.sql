-- What came of an event, and which exceptions a run had.
create index run_trigger on run (trigger_event) where trigger_event is not null;
create index exception_run on exception (run_id);
