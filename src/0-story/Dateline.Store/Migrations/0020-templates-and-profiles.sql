-- What a newsroom has ready before there is news: texts to begin with, and what a desk asks of its stories.

-- A story to begin with, or the words of a hold or a kill. use_for 0 a story, 1 a notice; content: the story's JSON; text: the notice's words
create table template (
  code {text} primary key,
  name {text} not null,
  use_for bigint not null,
  desk {text},
  content {bytes},
  text {text},
  changed bigint not null,
  who {text} not null
);

-- What a desk asks of its stories of one kind. desk: '' for every desk that has none of its own; rules: JSON
create table content_profile (
  desk {text} not null,
  kind bigint not null,
  rules {text} not null,
  changed bigint not null,
  who {text} not null,
  primary key (desk, kind)
);
