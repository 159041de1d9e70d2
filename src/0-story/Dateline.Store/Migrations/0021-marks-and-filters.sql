-- For whom a story is marked, by pseudonym; null: for nobody
alter table story add column marked_for {text};

-- What somebody looks for on their desks again and again
create table saved_filter (
  who {text} not null,
  code {text} not null,
  name {text} not null,
  text {text} not null,
  primary key (who, code)
);
