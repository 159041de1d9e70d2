-- The sections of a site, by a person's choice: one row for each change, with all of them; the last that was not taken back holds. sections: JSON, null where the settings file's hold again
create table site_sections (
  site {text} not null,
  number bigint not null,
  made bigint not null,
  who {text} not null,
  sections {text},
  undone bigint,
  undone_by {text},
  primary key (site, number)
);
