-- What one shift leaves to the next: what is to come that day, line by line, and what is to be known.

-- day: the desk's own day, yyyy-MM-dd; story: the story it is about, where there is one; words: how long; due: when it is promised
create table budget_line (
  id {id} primary key,
  desk {text} not null,
  day {text} not null,
  story {id},
  slug {text} not null,
  line {text} not null,
  words bigint,
  due bigint,
  photos bigint not null,
  created bigint not null
);
create index budget_line_day on budget_line (desk, day);

-- The newest note of a desk stands; older ones are kept
create table handover_note (
  desk {text} not null,
  at bigint not null,
  who {text} not null,
  text {text} not null,
  primary key (desk, at)
);
