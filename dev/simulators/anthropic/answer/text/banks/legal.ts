import type { Bank } from './bank.ts';

export const legal: Bank = {
  id: 'legal',
  words:
    /\b(?:legal|law\w*|counsel|complian\w*|regulat\w*|privacy|contract\w*|governance|attorney|ethic\w*|clo|data protection|intellectual)\b/gi,
  watch: 'what you bind yourself to, and how you get out again',
  concern: 'the way out',
  openers: [
    'Nothing I see forbids {own}, and I lean towards it, if the way out is agreed before the way in.',
    'I would take {own}: it leaves you the fewer promises that cannot be taken back.',
    'On the obligations alone I prefer {own}; my reservations concern the paperwork and not the direction.',
  ],
  points: [
    'Read the notice periods in your present agreements first. A date in a contract you already signed may decide more than any argument here.',
    'Whatever is promised in the sales talk becomes a claim later. I would agree the wording of {topic} before anybody speaks to a customer.',
    'Ask for an exit clause with a price on it. An expensive exit that is written down is cheaper than a free one that is disputed.',
    'Liability follows control: the more of this you decide yourselves, the more of it you answer for. {own} and {other} differ here more than they do in cost.',
    'Personal data changes hands more often than plans show. List who would see what, and delete from the list before you sign.',
    'Employment rules are not a detail to clear up afterwards; a change of duties or hours may need consent and always needs notice.',
    'Put the decision and its reasons in writing on the day you take it. If it is questioned in two years, that page is your best witness.',
    'Check who owns the result. What was made by others for you is not always yours, and that matters the day you want to sell.',
    'Insurance covers what was declared. I would call the insurer before and not after.',
    'A letter of intent without exclusivity costs little and keeps {other} alive while you negotiate.',
    'One point for a licensed professional: whether {own} needs a permit or a notification where you operate. It is a short question with a date attached.',
    'I would avoid anything that renews itself. A fixed first term with an option protects you better than a discount.',
  ],
  figured: {
    money: [
      'With {figure} in play I would cap liability at a multiple of the fee and say so in the first draft, not in the last.',
    ],
    time: [
      '{figure} is short for a negotiation. Send the first draft this week and make it ours, since the first draft sets the frame.',
    ],
    percent: [
      'A dependence such as {figure} belongs in the contract: notice, volume and what happens at the end of it.',
    ],
    count: [
      'For {figure} the rules that apply may depend on thresholds; have the exact threshold confirmed before you plan around it.',
    ],
  },
  conditions: [
    'the exit is written down with its date and its price',
    'existing contracts have been read for notice periods and exclusivity',
    'what is promised to customers is in writing and is no more than you can keep',
  ],
  risks: [
    'A promise made in conversation is held against you; first sign: a customer quotes it back.',
    'An existing agreement stands in the way; first sign: a partner asks for the clause by number.',
    'The duty to inform somebody was missed; first sign: a question from an authority or a works council.',
  ],
};
