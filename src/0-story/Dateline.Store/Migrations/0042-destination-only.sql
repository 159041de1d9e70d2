-- Of what its client's products hold, what goes to this destination: a filter, as products have one; null: all of it
alter table destination add column only_filter {text};
