"""Claims as the text of a ticket, in the markup of trackers; what people said acts on nothing."""
