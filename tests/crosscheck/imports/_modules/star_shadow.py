len = "from star_shadow"
