package dev.cascara.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What Eclipse finds in the plugin's jar: without it, an import of a project would be an error. */
class LifecycleMappingTest {
  private Document mapping;

  @BeforeEach
  void read() throws Exception {
    try (InputStream in =
        GenerateMojo.class.getResourceAsStream("/META-INF/m2e/lifecycle-mapping-metadata.xml")) {
      mapping = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }

  @Test
  void namesTheGoal() {
    assertThat(texts("goal")).containsExactly("generate");
  }

  @Test
  void executesAtEveryChange() {
    assertThat(mapping.getElementsByTagName("execute").getLength()).isOne();
    assertThat(texts("runOnIncremental")).containsExactly("true");
    assertThat(texts("runOnConfiguration")).containsExactly("true");
  }

  private List<String> texts(String element) {
    NodeList nodes = mapping.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
