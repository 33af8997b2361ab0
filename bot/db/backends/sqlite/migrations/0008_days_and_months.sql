ALTER TABLE subscriptions ADD COLUMN every INTEGER NOT NULL DEFAULT 1;           -- days from one digest to the next
ALTER TABLE subscriptions ADD COLUMN start TEXT NOT NULL DEFAULT '0001-01-01';   -- local date from which they are counted
ALTER TABLE subscriptions ADD COLUMN month_days TEXT NOT NULL DEFAULT '';        -- '1,15'; '31' is the last of any month
