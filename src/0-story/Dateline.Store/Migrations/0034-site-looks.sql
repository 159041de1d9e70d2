-- How a site looks, by a person's choice: one row for each change; the last that was not taken back holds. theme: JSON
create table site_theme (
  site {text} not null,
  number bigint not null,
  made bigint not null,
  who {text} not null,
  theme {text} not null,
  undone bigint,
  undone_by {text},
  primary key (site, number)
);
-- A site's own files, as somebody uploaded them
create table site_file (
  site {text} not null,
  name {text} not null,
  type {text} not null,
  sha {bytes} not null,
  bytes {bytes} not null,
  length bigint not null,
  made bigint not null,
  who {text} not null,
  primary key (site, name)
);
