-- The vocabularies that were imported, each release a row; the newest number of a name is in force. number 0: one that somebody looks at and has not taken over.
-- name: 'mediatopics' or 'house'; content: JSON; basis: which number was in force when it was looked at
create table vocabulary (
  name {text} not null,
  number bigint not null,
  release {text} not null,
  source {text} not null,
  content {bytes} not null,
  changes {text} not null,
  basis bigint not null,
  at bigint not null,
  who {text} not null,
  primary key (name, number)
);
