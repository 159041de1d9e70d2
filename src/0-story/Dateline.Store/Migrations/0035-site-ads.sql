-- What stands in a site's places for advertisements, ours and others'. facts: JSON; ends: null where nobody said; taken_off: when somebody took it off
create table site_ad (
  id {id} primary key,
  site {text} not null,
  starts bigint not null,
  ends bigint,
  facts {text} not null,
  made bigint not null,
  who {text} not null,
  taken_off bigint
);
create index site_ad_site on site_ad (site, starts);
