CREATE TABLE classes (                 -- articles frozen for a class, one per channel
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: buttons refer to quizzes of it
    guild TEXT NOT NULL,
    channel INTEGER NOT NULL,
    member INTEGER NOT NULL,           -- who froze them, 0 once that member's data were deleted
    day TEXT NOT NULL,                 -- ISO day; later articles are left out
    topic TEXT NOT NULL,               -- name of a topic, or words; '' for all articles
    is_topic INTEGER NOT NULL,         -- 1: the name of a topic
    created TEXT NOT NULL,             -- instant, UTC
    UNIQUE (guild, channel)
) STRICT;

CREATE TABLE class_quizzes (           -- quizzes of a class, with the proof of each answer
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    class INTEGER NOT NULL REFERENCES classes (id),
    payload TEXT NOT NULL,             -- JSON: questions and proof
    created TEXT NOT NULL
) STRICT;

CREATE INDEX class_quizzes_class ON class_quizzes (class);

CREATE TABLE class_answers (           -- the first answer of each member to each question
    quiz INTEGER NOT NULL REFERENCES class_quizzes (id),
    member INTEGER NOT NULL,
    question INTEGER NOT NULL,         -- from 1
    option INTEGER NOT NULL,           -- index of the chosen option
    correct INTEGER NOT NULL,          -- 0 or 1
    answered TEXT NOT NULL,
    PRIMARY KEY (quiz, member, question)
) STRICT, WITHOUT ROWID;
