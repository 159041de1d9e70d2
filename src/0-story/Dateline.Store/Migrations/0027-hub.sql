-- What each feed looked like when its hub was last told of it: one that looks otherwise now is told of again.
create table hub_feed (
  feed {text} primary key,
  mark {text} not null,
  at bigint not null
);
