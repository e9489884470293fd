-- Why somebody asked for what they asked of a run (`wish`), a sentence: what becomes of the run gives it as its reason.
alter table run add column why text;
