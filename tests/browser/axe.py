"""Accessibility by axe-core, which the build puts beside this file and pages never load."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def serious_violations(page: Page, *, within: str = "body") -> list[str]:
    """The serious and critical violations of WCAG 2.2 AA, one line for each element."""
    # Evaluated by the browser's debugger, so the page's security policy stays as it is.
    page.evaluate(AXE.read_text("utf-8"))
    answer = page.evaluate(
        """([within, rules]) => axe.run(within, {
          runOnly: {type: 'tag', values: rules},
          resultTypes: ['violations'],  // what passed is not written up, element by element
        })""",
        [within, RULES],
    )
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}"
        for violation in answer["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
