-- Photos that go to clients as files: whether a destination gets them so, and which went where.

-- 0 named in the item, 1 none, 2 as files, before the item that shows them
alter table destination add column photos bigint not null default 0;

-- Kept for ever, as recipients are: what a kill must name.
create table sent_photo (
  destination {text} not null,
  story {id} not null,
  -- the file's name there
  name {text} not null,
  version bigint not null,
  -- the picture's own item; null: it is only part of the story
  item {id},
  first_attempt bigint not null,
  primary key (destination, story, name)
);
create index sent_photo_item on sent_photo (item) where item is not null;
