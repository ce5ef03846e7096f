// Scripts: what is wrong, and functions that fit on a screen.

import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv/", "instance/", "static/vendor/", "tests/browser/vendor/", "test-results/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["static/js/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...globals.browser, L: "readonly", Reveal: "readonly" } },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-restricted-syntax": ["error", {
        selector: "Literal[value=/^(#[0-9a-f]{3,8}|(rgb|hsl)a?\\(.*)$/i]",
        message: "Colours come from static/css/tokens.css, or from layers/styles.py by the page.",
      }],
      "max-lines": ["error", 300],
      // A function called where it is written (the scope of a classic script) is not counted.
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
];
