package weft.timeline.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import weft.timeline.layout.Layout;
import weft.timeline.layout.Picture;
import weft.timeline.layout.Theme;
import weft.timeline.layout.TimelineOptions;
import weft.timeline.model.LinkKind;
import weft.timeline.model.ThreadState;
import weft.timeline.model.Timeline;
import weft.timeline.model.TimelineBuilder;
import weft.wire.MimeBundle;

/** What holds for every picture, whatever it shows. */
class RenderersTest {

    private static Picture picture(String capture) {
        return Layout.of(Captures.read(capture), TimelineOptions.DEFAULTS);
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"counter", "deadlock", "producer-consumer", "pool", "gc", "python-gil", "five-thousand-spans"})
    void svg_ofAnyCapture_isWellFormedWithTitleAndDescription(String name) throws Exception {
        Picture picture = picture(name);

        Element svg = xml(SvgRenderer.document(picture)).getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(picture.title());
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo(picture.description());
    }

    /** Qt, librsvg and Inkscape know no variables of CSS, and paint black what they cannot read. */
    @Test
    void marks_tellTheirWordsToWhoPointsAtThem() {
        assertThat(SvgRenderer.render(picture("producer-consumer"), "weft-1"))
                .contains("<title>exception \"InterruptedException\" at 99 ms</title>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"counter", "deadlock", "producer-consumer", "pool", "gc", "python-gil", "five-thousand-spans"})
    void svgOnItsOwn_asFileOrOutput_needsNoStyleSheet(String name) throws Exception {
        for (String svg : List.of(SvgRenderer.document(picture(name)), SvgRenderer.output(picture(name), "weft-1"))) {
            Element root = xml(svg).getDocumentElement();

            assertThat(svg).doesNotContain("var(", "<style", "class=", "style=");
            assertThat(root.getNamespaceURI() == null ? root.getAttribute("xmlns") : root.getNamespaceURI())
                    .isEqualTo("http://www.w3.org/2000/svg");
            Element page = (Element) root.getElementsByTagName("path").item(pathsInDefs(root));
            assertThat(page.getAttribute("fill")).isEqualTo(Ink.PAGE.on(false));
            for (int i = 0; i < root.getElementsByTagName("text").getLength(); i++) {
                Element text = (Element) root.getElementsByTagName("text").item(i);
                Element group = (Element) text.getParentNode();
                assertThat(text.getAttribute("fill") + group.getAttribute("fill"))
                        .startsWith("#");
            }
        }
    }

    private static int pathsInDefs(Element root) {
        return ((Element) root.getElementsByTagName("defs").item(0))
                .getElementsByTagName("path")
                .getLength();
    }

    /** Halos that come after the letters of a neighbour would wipe them out, where strokes are drawn one by one. */
    @Test
    void svgOutput_drawsAllHalosOfAPanelBeforeItsLetters() {
        String svg = SvgRenderer.output(picture("counter"), "weft-1");

        String rows = svg.substring(0, svg.indexOf("stroke=\"" + Ink.ARROW.on(false)));
        assertThat(rows.lastIndexOf("stroke-width=\"3\""))
                .isPositive()
                .isLessThan(rows.indexOf("<g fill=\"" + Ink.ON_FILL.on(false)));
        assertThat(rows.split(">B lock</text>", -1)).hasSize(1 + 2 * 11);
    }

    @Test
    void forms_ofAPicture_areThoseThatClientsChooseFrom_withWordsForTheImage() throws Exception {
        MimeBundle forms = PictureForms.all(picture("deadlock"), "weft-1");

        assertThat(forms.data()).containsOnlyKeys(MimeBundle.TEXT, MimeBundle.SVG, MimeBundle.HTML, MimeBundle.PNG);
        assertThat(forms.metadata().get(MimeBundle.PNG))
                .startsWith("{\"width\":900,\"height\":")
                .contains("\"alt\":\"Two locks in the wrong order. Deadlock: A waits for");
        byte[] png = Base64.getDecoder().decode(forms.data().get(MimeBundle.PNG));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(900);
        assertThat(PictureForms.quick(picture("deadlock"), "weft-1").data())
                .containsOnlyKeys(MimeBundle.TEXT, MimeBundle.HTML);
    }

    @Test
    void svg_twiceInOnePage_sharesNoId() {
        Picture picture = picture("producer-consumer");
        String page = SvgRenderer.render(picture, "weft-1") + SvgRenderer.render(picture, "weft-2");

        Matcher ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(page);
        Set<String> seen = new HashSet<>();
        while (ids.find()) {
            assertThat(seen.add(ids.group(1))).as(ids.group(1)).isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(6);
    }

    @Test
    void svg_everyReferencedPattern_isDefined() {
        for (String name : List.of("pool", "five-thousand-spans", "producer-consumer")) {
            String svg = SvgRenderer.render(picture(name), "weft-1");
            Matcher references = Pattern.compile("url\\(#([^)]+)\\)").matcher(svg);
            while (references.find()) {
                assertThat(svg).contains("<pattern id=\"" + references.group(1) + "\"");
            }
        }
    }

    @Test
    void svg_forAutoTheme_followsThePage_andForcedOneDoesNot() {
        String auto = SvgRenderer.render(picture("counter"), "weft-1");
        String dark = SvgRenderer.render(
                Layout.of(Captures.read("counter"), TimelineOptions.DEFAULTS.withTheme(Theme.DARK)), "weft-1");

        assertThat(auto)
                .contains("prefers-color-scheme:dark", "[data-jp-theme-light=\"false\"] #weft-1", "@media print");
        assertThat(dark).doesNotContain("prefers-color-scheme", "data-jp-theme-light");
        assertThat(dark).contains("--wb:" + Ink.PAGE.on(true));
    }

    @Test
    void svg_withABadId_isRefused() {
        assertThatThrownBy(() -> SvgRenderer.render(picture("counter"), "7 up"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"7 up\"");
    }

    @Test
    void names_withMarkup_areEscapedEverywhere() throws Exception {
        String nasty = "<b>&\"quote\"\u0007</script>\uD83E\uDDF5";
        TimelineBuilder builder = Timeline.builder(nasty).lasting(1_000_000);
        builder.thread(nasty).main().span(0, 1_000_000, ThreadState.RUNNING);
        Timeline timeline = builder.build();
        Picture picture = Layout.of(timeline, TimelineOptions.DEFAULTS);

        xml(SvgRenderer.document(picture));
        String html = HtmlRenderer.render(picture, "weft-1");
        assertThat(html).doesNotContain("<b>&\"", "<b>&quot", "</script>\uD83E");
        assertThat(html).contains("&lt;b&gt;&amp;");
        assertThat(TraceRenderer.render(timeline))
                .contains("\\\"quote\\\"\\u0007")
                .contains("\\ud83e\\uddf5");
    }

    /** As JupyterLab's sanitiser does it: unknown tags go and their text stays; style and script go with their text. */
    private static String untrusted(String html) {
        return html.replaceAll("(?s)<style.*?</style>", "")
                .replaceAll("(?s)<script.*?</script>", "")
                .replaceAll("</?(svg|g|path|rect|text|title|desc|defs|pattern|clipPath)\\b[^>]*>", "");
    }

    private static List<Element> children(String html) throws Exception {
        Element box = xml(html.replace("&#160;", " ")).getDocumentElement();
        List<Element> parts = new ArrayList<>();
        for (var node = box.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                parts.add(element);
            }
        }
        return parts;
    }

    @Test
    void html_withoutStyleScriptAndSvg_showsThePlainPictureOnly() throws Exception {
        List<Element> parts = children(untrusted(HtmlRenderer.render(picture("deadlock"), "weft-1")));

        assertThat(parts).extracting(Element::getTagName).containsExactly("div", "div", "details");
        assertThat(parts.get(0).hasAttribute("style")).isFalse();
        assertThat(parts.get(0).getTextContent())
                .contains("Deadlock: A waits for “y”, held by B", "main", "y  ", "blocked on a lock 57 %");
        // What is left of the SVG is its text, and that is in a box that nothing opens any more.
        assertThat(parts.get(1).getAttribute("style")).isEqualTo("display:none");
        assertThat(parts.get(2).getTextContent()).contains("still open", "held while others wait");
    }

    @Test
    void htmlToKeep_withoutStyleScriptAndSvg_showsTheImageWithTheSentenceAsAlternative() throws Exception {
        List<Element> parts = children(untrusted(htmlToKeep("deadlock")));

        Element image = (Element) parts.get(0).getElementsByTagName("img").item(0);
        assertThat(image.getAttribute("alt")).contains("Deadlock: A waits for “y”, held by B");
        assertThat(decoded(image).getWidth()).isEqualTo(900);
        assertThat(parts.get(1).getAttribute("style")).isEqualTo("display:none");
    }

    /** As GitHub shows a notebook: no style in any form, no ids, nothing hidden; the SVG may stay or go. */
    @Test
    void htmlToKeep_withoutAnyStyleButWithItsSvg_showsTheImageAndThenNothing() throws Exception {
        String html = htmlToKeep("counter")
                .replaceAll("(?s)<style.*?</style>", "")
                .replaceAll("(?s)<script.*?</script>", "")
                .replaceAll(" (style|id|hidden)=\"[^\"]*\"", "");

        List<Element> parts = children(html);
        assertThat(parts.get(0).getElementsByTagName("img").getLength()).isEqualTo(1);
        Element svg = (Element) parts.get(1).getElementsByTagName("svg").item(0);
        assertThat(svg.getAttribute("display")).isEqualTo("none");
        assertThat(svg.getAttribute("width")).isEqualTo("0");
    }

    private static String htmlToKeep(String capture) {
        return Objects.requireNonNull(
                PictureForms.all(picture(capture), "weft-1").data().get(MimeBundle.HTML));
    }

    private static BufferedImage decoded(Element image) throws Exception {
        String source = image.getAttribute("src");
        assertThat(source).startsWith("data:image/png;base64,");
        return ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(source.substring("data:image/png;base64,".length()))));
    }

    @Test
    void html_withItsStyle_showsTheSvgAndHidesThePlainPicture() {
        String html = HtmlRenderer.render(picture("deadlock"), "weft-1");

        assertThat(html)
                .contains("#weft-1-box>.weft-svg{display:block!important}")
                .contains("#weft-1-box>.weft-plain{display:none}")
                .contains(":where(#weft-1){display:block;max-width:100%;height:auto;width:900px}")
                .contains("<div class=\"weft-svg\" style=\"display:none\">\n<svg ");
    }

    @Test
    void pngToKeep_isOnePixelForOneInTheColoursOfTheBars() throws Exception {
        byte[] png = PngRenderer.renderSmall(picture("counter"));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(png).hasSizeLessThan(40_000);
        assertThat(image.getWidth()).isEqualTo(900);
        assertThat(colours(image)).hasSizeLessThanOrEqualTo(64);
        assertThat(colours(image))
                .contains(rgb(Paint.RUNNING), rgb(Paint.BLOCKED), rgb(Paint.JOINING), rgb(Paint.HELD));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void png_ofAnyTheme_isTwiceTheSizeOnItsPage(Theme theme) throws Exception {
        Picture picture = Layout.of(Captures.read("counter"), TimelineOptions.DEFAULTS.withTheme(theme));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngRenderer.render(picture)));
        assertThat(image.getWidth()).isEqualTo(1_800);
        assertThat(image.getHeight()).isEqualTo((int) (2 * picture.height()));
        int page = Integer.parseInt(Ink.PAGE.on(theme == Theme.DARK).substring(1), 16);
        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(page);
        assertThat(colours(image)).contains(rgb(Paint.RUNNING), rgb(Paint.BLOCKED), rgb(Paint.JOINING));
    }

    private static int rgb(Paint paint) {
        return Integer.parseInt(paint.fillHex().substring(1), 16);
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter", "deadlock", "producer-consumer", "pool", "gc", "python-gil"})
    void text_ofAnyCapture_isAtMostHundredColumnsWide(String name) {
        String text = TextRenderer.render(picture(name));

        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text).contains(picture(name).description().substring(0, 40));
    }

    @Test
    void trace_ofLinks_hasAFlowWithTwoEndsForEach() {
        Timeline timeline = Captures.read("producer-consumer");
        String trace = TraceRenderer.render(timeline);

        long wakeUps = timeline.links().stream()
                .filter(link -> link.kind() == LinkKind.NOTIFY)
                .count();
        assertThat(wakeUps).isEqualTo(6);
        assertThat(trace.split("\"ph\":\"s\"", -1)).hasSize(timeline.links().size() + 1);
        assertThat(trace.split("\"ph\":\"f\"", -1)).hasSize(timeline.links().size() + 1);
        assertThat(trace).contains("\"name\":\"thread_name\",\"args\":{\"name\":\"producer\"}");
    }

    @Test
    void outputs_drawnTwice_areTheSameBytes() {
        Picture once = picture("producer-consumer");
        Picture again = picture("producer-consumer");

        assertThat(again).isEqualTo(once);
        assertThat(HtmlRenderer.document(again)).isEqualTo(HtmlRenderer.document(once));
        assertThat(PngRenderer.render(again)).isEqualTo(PngRenderer.render(once));
        assertThat(HtmlRenderer.document(once).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60_000);
    }
}
