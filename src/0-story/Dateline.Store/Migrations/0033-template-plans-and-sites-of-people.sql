-- A template that makes its story by itself. days: Monday 1, Tuesday 2, Wednesday 4 …; minute: after midnight on the clocks of zone; next: when it will, null while it is paused
create table template_plan (
  id {id} primary key,
  template {text} not null,
  desk {text} not null,
  days bigint not null,
  minute bigint not null,
  zone {text} not null,
  assignee {text},
  next bigint,
  made bigint,
  story {id},
  created bigint not null,
  who {text} not null
);
create index template_plan_next on template_plan (next) where next is not null;

-- The sites that a person is limited to. Whoever has none is of every site.
create table person_site (
  person {id} not null,
  site {text} not null,
  primary key (person, site)
);
