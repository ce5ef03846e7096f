// Style sheets: what is wrong, not what is taste; and colours in one place.
//
// A rule of stylelint-config-standard that is off or changed has its reason beside it.

const COLOUR_FUNCTIONS = ["/^rgba?$/i", "/^hsla?$/i", "/^hwb$/i", "/^(ok)?la[bc]h?$/i", "color"];
// Where colours are given their names: the pages' own, and those of two outputs that are one file
// each (the slides, the map to take away) and so carry theirs at their top.
const PALETTES = [
  "static/css/tokens.css",
  "static/css/reviews/present.css",
  "static/css/documents/offline_map.css",
];

export default {
  extends: ["stylelint-config-standard"],
  reportDescriptionlessDisables: true,
  reportInvalidScopeDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "color-named": "never",
    "color-no-hex": true,
    "function-disallowed-list": COLOUR_FUNCTIONS,
    // Short rules stand on one line: how many declarations a line holds is taste.
    "declaration-block-single-line-max-declarations": null,
    // It compares selectors that end alike, whether or not one element can match both; ours are
    // ordered by subject, and a `:hover` of one part comes before the plain state of another.
    "no-descending-specificity": null,
    // Phones of 2021 and 2022 know `min-width` and no ranges.
    "media-feature-range-notation": "prefix",
    // Safari on a phone knows this property with its prefix alone.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
    // A paper size and a font's name are written as everybody writes them.
    "value-keyword-case": ["lower", { ignoreKeywords: ["A4", "Roboto"] }],
  },
  overrides: [
    {
      // Here colours may be written, as a custom property that says what the colour is for.
      files: PALETTES,
      rules: {
        "color-no-hex": null,
        "function-disallowed-list": null,
        "declaration-property-value-disallowed-list": {
          "/^(?!--)/": ["/#[0-9a-f]{3,8}\\b/i", "/\\b(rgb|hsl|hwb|(ok)?la[bc]h?|color)a?\\(/i"],
        },
      },
    },
  ],
};
