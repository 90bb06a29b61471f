package weft.timeline.render;

/** The optional script of a picture. Without it nothing is missing but comfort: what belongs to a lane lights up. */
final class HtmlScript {

    private HtmlScript() {}

    static String of(String id) {
        return "<script>(function(){var s=document.getElementById(\"" + id + "\");if(!s)return;" + """
                var all=function(q){return [].slice.call(s.querySelectorAll(q))};
                function light(e){var g=e.target.closest&&e.target.closest(".w-lane,.w-lock,.w-link");
                all(".w-dim").forEach(function(x){x.classList.remove("w-dim")});if(!g)return;
                var lane=g.getAttribute("data-lane"),link=g.getAttribute("data-link");
                if(lane)all(".w-link").forEach(function(x){
                if(x.getAttribute("data-link").split(" ").indexOf(lane)<0)x.classList.add("w-dim")});
                if(link)all(".w-lane").forEach(function(x){
                if(link.split(" ").indexOf(x.getAttribute("data-lane"))<0)x.classList.add("w-dim")});}
                s.addEventListener("mouseover",light);s.addEventListener("mouseleave",light);})();</script>
                """;
    }
}
