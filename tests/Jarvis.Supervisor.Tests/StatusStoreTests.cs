using Shouldly;
using Xunit;

namespace Jarvis.Supervisor.Tests;

public sealed class StatusStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jarvis-status-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_status_the_disk_refused_is_written_later()
    {
        var store = new StatusStore();
        var path = Path.Combine(_folder, "a.status");
        Directory.CreateDirectory(path + ".tmp");
        store.Write(path, "first", now: 1000);
        store.NumUnwritten.ShouldBe(1);
        File.Exists(path).ShouldBeFalse();
        store.RetryUnwritten(1500).ShouldBe(2000);
        Directory.Delete(path + ".tmp");
        store.RetryUnwritten(2000).ShouldBeNull();
        store.NumUnwritten.ShouldBe(0);
        File.ReadAllText(path).ShouldBe("first");
    }

    [Fact]
    public void A_status_whose_folder_is_gone_is_given_up()
    {
        var store = new StatusStore();
        store.Write(Path.Combine(_folder, "gone", "a.status"), "text", now: 0);
        store.NumUnwritten.ShouldBe(0);
        store.RetryUnwritten(5000).ShouldBeNull();
    }
}
