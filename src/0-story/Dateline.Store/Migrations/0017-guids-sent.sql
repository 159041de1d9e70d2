-- Clients to whom a new version of a story is a new item: under which guids they were sent it.

-- 0 the story's own guid and a new version, 1 a new guid that says what it evolved from
alter table destination add column writethrus bigint not null default 0;

-- under which guid, where that is not the story's own; what it evolved from, where it says so
alter table delivery add column guid {text};
alter table delivery add column follows {text};

-- A kill is a delivery for each guid that a destination was ever sent.
drop index delivery_once;
create unique index delivery_once on delivery (destination, position, coalesce(guid, '')) where replay_of is null;

-- Kept for ever, as recipients are: what a kill must reach, under every name it ever had.
create table sent_guid (
  destination {text} not null,
  story {id} not null,
  guid {text} not null,
  version bigint not null,
  first_attempt bigint not null,
  primary key (destination, story, guid)
);
create index sent_guid_story on sent_guid (story);
