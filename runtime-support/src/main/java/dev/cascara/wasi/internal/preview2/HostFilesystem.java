package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.component.Tuple2;
import dev.cascara.wasi.filesystem.Preopens;
import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code wasi:filesystem}. */
record HostFilesystem(Session session) implements Types, Preopens {
  @Override
  public Optional<ErrorCode> filesystemErrorCode(Error.Error_ err) {
    return err instanceof HostError host ? Optional.of(host.code()) : Optional.empty();
  }

  @Override
  public List<Tuple2<Descriptor, String>> getDirectories() {
    List<Tuple2<Descriptor, String>> list = new ArrayList<>();
    for (Session.Preopen preopen : session.preopens()) {
      list.add(new Tuple2<>(new FolderDescriptor(session, preopen.folder()), preopen.name()));
    }
    return list;
  }
}
