-- How often the public read what stands at an address of a site, hour by hour. Nothing of who: see the site's own counting.
create table reading (
  site {text} not null,
  hour bigint not null,
  page {text} not null,
  times bigint not null,
  primary key (site, hour, page)
);
