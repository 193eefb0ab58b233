const PAIRS: [RegExp, string][] = [
  [/\b(?:I|we)['’]re\b/gi, 'you’re'],
  [/\bI['’]m\b/g, 'you’re'],
  [/\b(?:I|we)['’]ve\b/gi, 'you’ve'],
  [/\b(?:I|we)['’]d\b/gi, 'you’d'],
  [/\b(?:I|we)['’]ll\b/gi, 'you’ll'],
  [/\bI am\b/g, 'you are'],
  [/\bam I\b/gi, 'are you'],
  [/\bI was\b/g, 'you were'],
  [/\b(?:myself)\b/gi, 'yourself'],
  [/\b(?:ourselves)\b/gi, 'yourselves'],
  [/\b(?:our|my)\b/gi, 'your'],
  [/\b(?:ours|mine)\b/gi, 'yours'],
  [/(?<!\p{L})(?:us|me)(?!\p{L})/gu, 'you'],
  [/\bI\b/g, 'you'],
  [/\bwe\b/gi, 'you'],
];

/** What the person says of themselves, as an adviser says it to them: "our shop" → "your shop". */
export const secondPerson = (text: string): string =>
  PAIRS.reduce(
    (sum, [pattern, replacement]) => sum.replace(pattern, replacement),
    text.replace(/(?<!\p{L})i(?=['’ ])/gu, 'I'),
  );

const OPENERS =
  /^(?:You|Your|Yours|The|A|An|It|Its|They|Their|There|This|That|These|Those|If|As|At|By|In|On|For|From|With|Without|And|But|So|When|While|Since|Because|Our|My|No|Not|Only|Both|All|Some|Most|Each|Every|One|Two|Three|Currently|Right|Today|Now|Last|Next|Any|He|She|About|Around|Roughly|Everyone|Nobody|Nothing|Customers|Rent|Revenue|Margins?|Whatever|Money|Staff|People)\b/;

/** Lower-cases the first letter of a sentence unless it looks like a name or an abbreviation. */
export const inSentence = (text: string): string =>
  OPENERS.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
