-- What people put on fronts: one row for each change, from when it holds. What holds at a moment is the change that began last and was not taken back; nothing is overwritten.
-- place: a language, and for the front of a section its word, with the site's code before it on a further site; plan: JSON, or the ids of pinned stories as they were kept before.
create table front_change (
  place {text} not null,
  number bigint not null,
  starts bigint not null,
  made bigint not null,
  who {text} not null,
  plan {text} not null,
  undone bigint,
  undone_by {text},
  primary key (place, number)
);
create index front_change_starts on front_change (place, starts, number) where undone is null;
insert into front_change (place, number, starts, made, who, plan) select substr(name, 6), 1, 0, 0, 'before', value from setting where name like 'pins:%' and value <> '';
delete from setting where name like 'pins:%';
