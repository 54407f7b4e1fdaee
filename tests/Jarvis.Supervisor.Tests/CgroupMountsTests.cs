using Shouldly;
using Xunit;

namespace Jarvis.Supervisor.Tests;

public sealed class CgroupMountsTests
{
    [Fact]
    public void Reads_v1_hierarchies_with_a_bare_v2_one_beside_them()
    {
        var mounts = CgroupMounts.Parse(
            "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
            + "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
            + "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
            + "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd\n"
            + "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n",
            "4:memory:/box/a\n1:cpu,cpuacct:/\n9:name=systemd:/\n0::/two\n");
        mounts.Count.ShouldBe(3);
        mounts[0].MountPoint.ShouldBe("/sys/fs/cgroup/cpu,cpuacct");
        mounts[0].Controllers.ShouldBe(["cpu", "cpuacct"]);
        mounts[0].HomeFolder.ShouldBe("/sys/fs/cgroup/cpu,cpuacct");
        mounts[1].HomeFolder.ShouldBe("/sys/fs/cgroup/memory/box/a");
        mounts[2].IsV2.ShouldBeTrue();
        mounts[2].HomeFolder.ShouldBe("/sys/fs/cgroup/unified/two");
    }

    [Fact]
    public void Reads_the_only_v2_hierarchy()
    {
        var mount = CgroupMounts.Parse("25 20 0:23 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n", "0::/system.slice/jarvis.service\n").ShouldHaveSingleItem();
        mount.IsV2.ShouldBeTrue();
        mount.HomeFolder.ShouldBe("/sys/fs/cgroup/system.slice/jarvis.service");
    }

    [Fact]
    public void In_a_container_the_group_is_seen_from_the_mount()
    {
        var mounts = CgroupMounts.Parse(
            "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro,nosuid - cgroup cgroup rw,memory\n36 31 0:33 /docker/abc /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids\n",
            "4:memory:/docker/abc/inner\n8:pids:/docker/abc\n");
        mounts[0].HomeFolder.ShouldBe("/sys/fs/cgroup/memory/inner");
        mounts[1].HomeFolder.ShouldBe("/sys/fs/cgroup/pids");
    }

    [Fact]
    public void Counts_the_fields_of_a_stat_line_from_the_last_bracket()
    {
        var line = "412 (a) b (c) S 7 412 400 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 1000 20 18446744073709551615 1 1 0\n"u8;
        ProcStat.Parse(line).ShouldBe(new ProcStat(412, 7, 400, 'S', 987654));
        ProcStat.Parse("412 (a) Z 7"u8).ShouldBeNull();
    }
}
