"""Small parts that pages are made of: cards, tables, bars, banners, the rail and the bars around them."""
