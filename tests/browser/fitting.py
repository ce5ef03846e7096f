"""Whether a page fits its window, and fingers its controls."""


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def small_targets(page, within="#content"):
    """Buttons, links that stand alone and fields lower or narrower than 44 px."""
    return page.evaluate(
        """(within) => [...document.querySelectorAll(
             `${within} button, ${within} .button, ${within} .input, ${within} .choice,
              ${within} nav a, ${within} summary`)]
           .filter((each) => each.checkVisibility() && !each.closest("[aria-hidden]"))
           .filter((each) => {
             const box = each.getBoundingClientRect();
             return box.width < 44 || box.height < 44;
           })
           .map((each) => each.outerHTML.slice(0, 90))""",
        within,
    )
