/** Who calls: the page over IPC, or a program at the headless till. Said by the door that the call came through. */
export type Caller = 'page' | 'program';
