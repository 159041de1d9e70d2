-- What a story's page is beside an article: an event with its hour and place, an obituary. facts: JSON; starts, ends: of an event
create table page_kind (
  story {id} primary key,
  kind bigint not null,
  starts bigint,
  ends bigint,
  facts {text} not null,
  changed bigint not null,
  who {text} not null
);
create index page_kind_starts on page_kind (kind, starts);
