/** Why a desk is on a break whose rep was called away: said in the language of whoever reads it. What a rep types stands as typed. */
export const CALLED_AWAY = 'called_away';
