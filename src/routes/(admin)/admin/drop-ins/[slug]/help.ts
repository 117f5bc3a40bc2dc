/** What a page of a drop-in asks for anew when somebody there calls for help. */
export const HELP = 'one-roof:help';
