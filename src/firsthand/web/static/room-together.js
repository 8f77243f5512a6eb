// What a room does with its notes: groups, offers, votes, and asking how we know.

import "./room-groups.js";
import "./room-votes.js";
import "./room-challenge.js";
import "./room-offers.js";
import "./room-done.js";
