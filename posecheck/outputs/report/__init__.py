"""Results as pages that open in a browser, without any network.

`recorder` takes the frames in, `content` puts what is said of them into words, `render` makes the
page. The pages share one look (`templates/style.css`) and one way of drawing time (`charts.js`).
"""
