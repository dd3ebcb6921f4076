"""Results as web pages that need no network.

`recorder` takes in the frames, `content` puts the result into words, `render` makes the page. The
pages share their styles (`templates/style.css`) and their charts (`templates/charts.js`).
"""
