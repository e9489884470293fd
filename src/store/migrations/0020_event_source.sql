-- What one source told, newest first. What the hub says of itself (null) is most of what there is; the positions are walked for that.
create index event_source on event (source, position desc) where source is not null;
