"""What short names stand for, by level, region and day: names as notices print them, near misses beside them.

The tables read: printed name | region of the notice | its day | official name. "=" means that the name stays as it is:
it could be two organs, or the lexicon does not know what it was called then. Not here: finding names in text
(test_organs).
"""

from __future__ import annotations

import pickle
import re
from datetime import date
from pathlib import Path

import pytest

import policyparse
from policyparse.errors import PolicyParseError
from policyparse.language.organ_lexicon import default_lexicon, read_rows
from policyparse.language.organs import canonical_name, find_organs
from policyparse.language.regions import full_name, regions_named
from policyparse.language.table_rows import BadRow

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"

# State organs, in notices of the State Council and its departments.
STATE = """
发展改革委 | – | 2018-11-16 | 国家发展和改革委员会
国家发展改革委 | – | 2018-12-29 | 国家发展和改革委员会
人力资源社会保障部 | – | 2018-11-16 | 人力资源和社会保障部
人社部 | – | 2021-03-01 | 人力资源和社会保障部
住房城乡建设部 | – | 2018-12-29 | 住房和城乡建设部
工业和信息化部 | – | 2018-12-29 | 工业和信息化部
工信部 | – | 2022-05-01 | 工业和信息化部
科技部 | – | 2018-11-16 | 科学技术部
卫生健康委 | – | 2019-06-01 | 国家卫生健康委员会
国家卫生健康委 | – | 2018-12-29 | 国家卫生健康委员会
国家卫生计生委 | – | 2016-05-01 | 国家卫生和计划生育委员会
国家卫生计生委 | – | 2019-05-01 | 国家卫生和计划生育委员会
卫生部 | – | 2012-05-01 | 卫生部
市场监管总局 | – | 2018-11-16 | 国家市场监督管理总局
国家市场监管总局 | – | 2018-12-29 | 国家市场监督管理总局
工商总局 | – | 2005-06-11 | 国家工商行政管理总局
质检总局 | – | 2005-06-11 | 国家质量监督检验检疫总局
食品药品监管总局 | – | 2016-02-01 | 国家食品药品监督管理总局
安全监管总局 | – | 2016-02-01 | 国家安全生产监督管理总局
环境保护部 | – | 2017-07-01 | 环境保护部
生态环境部 | – | 2018-12-29 | 生态环境部
国土资源部 | – | 2017-07-01 | 国土资源部
自然资源部 | – | 2018-12-29 | 自然资源部
农业部 | – | 2005-06-11 | 农业部
交通部 | – | 2005-06-11 | 交通部
铁道部 | – | 2005-06-11 | 铁道部
银监会 | – | 2017-07-01 | 中国银行业监督管理委员会
保监会 | – | 2017-07-01 | 中国保险监督管理委员会
银保监会 | – | 2018-11-16 | 中国银行保险监督管理委员会
银保监会 | – | 2023-08-01 | 中国银行保险监督管理委员会
金融监管总局 | – | 2023-08-01 | 国家金融监督管理总局
证监会 | – | 2018-11-16 | 中国证券监督管理委员会
人民银行 | – | 2018-11-16 | 中国人民银行
国资委 | – | 2018-12-21 | 国务院国有资产监督管理委员会
海关总署 | – | 2018-12-21 | 海关总署
税务总局 | – | 2018-11-16 | 国家税务总局
国家统计局 | – | 2018-12-29 | 国家统计局
医保局 | – | 2018-11-16 | 国家医疗保障局
国家粮食局 | – | 2005-06-11 | 国家粮食局
国家粮食和储备局 | – | 2020-01-01 | 国家粮食和物资储备局
粮食和储备局 | – | 2020-01-01 | 国家粮食和物资储备局
国家数据局 | – | 2024-01-01 | 国家数据局
国务院扶贫办 | – | 2020-01-01 | 国务院扶贫开发领导小组办公室
乡村振兴局 | – | 2022-01-01 | 国家乡村振兴局
铁路局 | – | 2020-01-01 | 国家铁路局
民航局 | – | 2018-12-21 | 中国民用航空局
国家邮政局 | – | 2018-12-29 | 国家邮政局
中医药局 | – | 2020-01-01 | 国家中医药管理局
药监局 | – | 2020-01-01 | 国家药品监督管理局
药监局 | – | 2016-01-01 | =
知识产权局 | – | 2020-01-01 | 国家知识产权局
林草局 | – | 2020-01-01 | 国家林业和草原局
国家林业局 | – | 2017-01-01 | 国家林业局
文物局 | – | 2020-01-01 | 国家文物局
能源局 | – | 2020-01-01 | 国家能源局
国防科工局 | – | 2020-01-01 | 国家国防科技工业局
烟草局 | – | 2020-01-01 | 国家烟草专卖局
移民局 | – | 2020-01-01 | 国家移民管理局
疾控局 | – | 2022-01-01 | 国家疾病预防控制局
外汇局 | – | 2020-01-01 | 国家外汇管理局
矿山安监局 | – | 2021-01-01 | 国家矿山安全监察局
国家煤矿安监局 | – | 2019-01-01 | 国家煤矿安全监察局
国际发展合作署 | – | 2018-12-21 | 国家国际发展合作署
广电总局 | – | 2012-01-01 | 国家广播电影电视总局
广电总局 | – | 2015-01-01 | 国家新闻出版广电总局
广电总局 | – | 2019-01-01 | 国家广播电视总局
国管局 | – | 2012-01-01 | 国务院机关事务管理局
国管局 | – | 2019-01-01 | 国家机关事务管理局
中央网信办 | – | 2016-01-01 | 中央网络安全和信息化领导小组办公室
中央网信办 | – | 2019-01-01 | 中央网络安全和信息化委员会办公室
中央改革办 | – | 2016-01-01 | 中央全面深化改革领导小组办公室
中央财办 | – | 2019-01-01 | 中央财经委员会办公室
中央编办 | – | 2019-01-01 | 中央机构编制委员会办公室
中央组织部 | – | 2019-01-01 | 中共中央组织部
中组部 | – | 2019-01-01 | 中共中央组织部
中宣部 | – | 2019-01-01 | 中共中央宣传部
中央统战部 | – | 2019-01-01 | 中共中央统一战线工作部
中央社会工作部 | – | 2023-12-01 | 中共中央社会工作部
全国总工会 | – | 2019-01-01 | 中华全国总工会
共青团中央 | – | 2019-01-01 | 中国共产主义青年团中央委员会
全国妇联 | – | 2019-01-01 | 中华全国妇女联合会
中国科协 | – | 2019-01-01 | 中国科学技术协会
供销合作总社 | – | 2018-12-29 | 中华全国供销合作总社
供销总社 | – | 2018-12-29 | 中华全国供销合作总社
最高人民法院 | – | 2019-01-01 | 最高人民法院
最高法 | – | 2019-01-01 | 最高人民法院
国铁集团 | – | 2020-01-01 | 中国国家铁路集团有限公司
国家教育局 | – | 2020-01-01 | =
有关部门 | – | 2020-01-01 | =
"""

PROVINCE = """
省发展改革委 | 安徽省 | 2023-02-28 | 安徽省发展和改革委员会
省人力资源社会保障厅 | 安徽省 | 2023-02-28 | 安徽省人力资源和社会保障厅
省人社厅 | 山西省 | 2023-05-11 | 山西省人力资源和社会保障厅
省住房城乡建设厅 | 贵州省 | 2023-03-18 | 贵州省住房和城乡建设厅
省住建厅 | 福建省 | 2023-02-24 | 福建省住房和城乡建设厅
省工信厅 | 山西省 | 2023-05-11 | 山西省工业和信息化厅
省经信厅 | 浙江省 | 2023-06-27 | 浙江省经济和信息化厅
省科技厅 | 浙江省 | 2023-06-27 | 浙江省科学技术厅
省文旅厅 | 山西省 | 2023-05-11 | 山西省文化和旅游厅
省交通厅 | 山西省 | 2023-05-11 | 山西省交通运输厅
省交通厅 | 山西省 | 2007-05-11 | 山西省交通厅
省交通厅 | 山西省 | 2009-03-01 | 山西省交通厅
省卫健委 | 山西省 | 2023-05-11 | 山西省卫生健康委员会
省卫生计生委 | 山西省 | 2016-05-11 | 山西省卫生和计划生育委员会
省市场监管局 | 贵州省 | 2023-03-18 | 贵州省市场监督管理局
省医保局 | 贵州省 | 2023-03-18 | 贵州省医疗保障局
省药监局 | 安徽省 | 2023-02-28 | 安徽省药品监督管理局
省药监局 | 安徽省 | 2016-02-28 | 安徽省药监局
省广电局 | 贵州省 | 2023-03-18 | 贵州省广播电视局
省国动办 | 贵州省 | 2023-03-18 | 贵州省国防动员办公室
省地方金融监管局 | 贵州省 | 2023-03-18 | 贵州省地方金融监督管理局
省金融监管局 | 福建省 | 2023-02-24 | 福建省地方金融监督管理局
省金融监管局 | 福建省 | 2024-02-24 | 福建省金融监管局
省数据资源局 | 安徽省 | 2023-02-28 | 安徽省数据资源管理局
省数据资源局 | 福建省 | 2023-02-28 | 福建省数据资源局
省大数据局 | 贵州省 | 2023-03-18 | 贵州省大数据发展管理局
省大数据局 | 山东省 | 2023-03-18 | 山东省大数据局
省海洋渔业局 | 福建省 | 2023-02-24 | 福建省海洋与渔业局
省供销社 | 山西省 | 2023-05-11 | 山西省供销合作社联合社
省法院 | 贵州省 | 2023-03-18 | 贵州省高级人民法院
省检察院 | 贵州省 | 2023-03-18 | 贵州省人民检察院
省商务厅〔省政府口岸办〕 | 贵州省 | 2023-03-18 | 贵州省商务厅
省政府办 | 安徽省 | 2023-03-18 | 安徽省人民政府办公厅
省委办 | 安徽省 | 2023-03-18 | 中共安徽省委办公厅
省委组织部 | 江西省 | 2023-03-18 | 中共江西省委组织部
省委编办 | 江西省 | 2023-03-18 | 中共江西省委机构编制委员会办公室
省编办 | 江西省 | 2016-03-18 | 江西省机构编制委员会办公室
省编办 | 江西省 | 2021-03-18 | 中共江西省委机构编制委员会办公室
省编办 | 江西省 | 2018-12-18 | 江西省编办
省委网信办 | 江西省 | 2021-03-18 | 中共江西省委网络安全和信息化委员会办公室
省税务局 | 贵州省 | 2023-03-18 | 国家税务总局贵州省税务局
省税务局 | 贵州省 | 2018-06-20 | 国家税务总局贵州省税务局
省国税局 | 贵州省 | 2017-03-18 | 贵州省国家税务局
省地税局 | 贵州省 | 2017-03-18 | 贵州省地方税务局
省通信管理局 | 贵州省 | 2023-03-18 | 贵州省通信管理局
省邮政管理局 | 安徽省 | 2023-02-28 | 安徽省邮政管理局
安徽银保监局 | 安徽省 | 2023-02-28 | 中国银行保险监督管理委员会安徽监管局
厦门银保监局 | 福建省 | 2023-02-24 | 中国银行保险监督管理委员会厦门监管局
安徽证监局 | 安徽省 | 2023-02-28 | 中国证券监督管理委员会安徽监管局
江西金融监管局 | 江西省 | 2024-02-28 | 国家金融监督管理总局江西监管局
福建金融监管局 | 福建省 | 2022-02-28 | =
江西调查总队 | 江西省 | 2023-02-28 | 国家统计局江西调查总队
人行安徽省分行 | 安徽省 | 2024-02-28 | 中国人民银行安徽省分行
人行合肥中心支行 | 安徽省 | 2023-02-28 | 中国人民银行合肥中心支行
贵阳海关 | 贵州省 | 2023-03-18 | 贵阳海关
自治区教育厅 | 广西壮族自治区 | 2023-01-01 | 广西壮族自治区教育厅
市教委 | 北京市 | 2023-01-01 | 北京市教育委员会
市政府办 | 上海市 | 2023-01-01 | 上海市人民政府办公厅
"""

CITY = """
市住建局 | 深圳市 | 2023-04-27 | 深圳市住房和建设局
市文广新局 | 眉山市 | 2018-02-09 | 眉山市文化广电新闻出版局
市发改委 | 吉安市 | 2023-06-09 | 吉安市发展和改革委员会
市发展改革委 | 昆明市 | 2023-04-28 | 昆明市发展和改革委员会
市人社局 | 廊坊市 | 2023-04-14 | 廊坊市人力资源和社会保障局
市住建局 | 廊坊市 | 2023-04-14 | 廊坊市住房和城乡建设局
市工信局 | 廊坊市 | 2023-04-14 | 廊坊市工业和信息化局
市经信局 | 武汉市 | 2023-05-23 | 武汉市经济和信息化局
市文旅局 | 武汉市 | 2023-05-23 | 武汉市文化和旅游局
市文旅局 | 武汉市 | 2016-05-23 | 武汉市文旅局
市文广旅局 | 廊坊市 | 2023-04-14 | 廊坊市文化广电和旅游局
市文广旅局 | 南昌市 | 2023-04-14 | 南昌市文广旅局
市应急局 | 吉安市 | 2023-06-09 | 吉安市应急管理局
市安监局 | 吉安市 | 2017-06-09 | 吉安市安全生产监督管理局
市环保局 | 吉安市 | 2017-06-09 | 吉安市环境保护局
市生态环境局 | 吉安市 | 2023-06-09 | 吉安市生态环境局
市工商局 | 吉安市 | 2017-06-09 | 吉安市工商行政管理局
市工商局 | 吉安市 | 2021-06-09 | 吉安市工商行政管理局
市质监局 | 吉安市 | 2017-06-09 | 吉安市质量技术监督局
市食药监局 | 吉安市 | 2017-06-09 | 吉安市食品药品监督管理局
市市场监管局 | 武汉市 | 2023-05-23 | 武汉市市场监督管理局
市国土资源局 | 吉安市 | 2017-06-09 | 吉安市国土资源局
市自然资源规划局 | 昆明市 | 2023-04-28 | 昆明市自然资源和规划局
市规划自然资源局 | 眉山市 | 2023-06-01 | 眉山市规划和自然资源局
市自规局 | 南昌市 | 2023-06-01 | 南昌市自规局
市卫计委 | 吉安市 | 2017-06-09 | 吉安市卫生和计划生育委员会
市卫健委 | 吉安市 | 2021-06-09 | 吉安市卫生健康委员会
市林草局 | 昆明市 | 2023-04-28 | 昆明市林业和草原局
市粮食局 | 吉安市 | 2017-06-09 | 吉安市粮食局
市农委 | 吉安市 | 2017-06-09 | 吉安市农业委员会
市农委 | 吉安市 | 2022-06-09 | 吉安市农委
市医保局 | 吉安市 | 2022-06-09 | 吉安市医疗保障局
市医保局 | 吉安市 | 2015-06-09 | 吉安市医保局
市国资委 | 廊坊市 | 2023-04-14 | 廊坊市人民政府国有资产监督管理委员会
市公积金管理中心 | 廊坊市 | 2023-04-14 | 廊坊市住房公积金管理中心
市滇池管理局 | 昆明市 | 2023-04-28 | 昆明市滇池管理局
市中级人民法院 | 廊坊市 | 2023-04-14 | 廊坊市中级人民法院
市法院 | 廊坊市 | 2023-04-14 | 廊坊市中级人民法院
市税务局 | 昆明市 | 2023-04-28 | 国家税务总局昆明市税务局
市税务局 | 昆明市 | 2017-04-28 | 昆明市税务局
市消防救援支队 | 眉山市 | 2023-06-01 | 眉山市消防救援支队
市消防支队 | 眉山市 | 2016-06-01 | 眉山市公安消防支队
市气象局 | 吉安市 | 2023-06-09 | 吉安市气象局
市烟草局 | 吉安市 | 2023-06-09 | 吉安市烟草专卖局
廊坊银保监分局 | 廊坊市 | 2023-04-14 | 中国银行保险监督管理委员会廊坊监管分局
廊坊金融监管分局 | 廊坊市 | 2023-12-14 | 国家金融监督管理总局廊坊监管分局
吉安调查队 | 吉安市 | 2023-12-14 | 国家统计局吉安调查队
人行廊坊市中心支行 | 廊坊市 | 2023-04-14 | 中国人民银行廊坊市中心支行
人行吉安市分行 | 吉安市 | 2024-01-09 | 中国人民银行吉安市分行
人民银行吉安市中心支行 | 吉安市 | 2024-01-09 | 中国人民银行吉安市中心支行
市供电公司 | 吉安市 | 2023-06-09 | 吉安市供电公司
市委政法委 | 眉山市 | 2023-06-01 | 中共眉山市委政法委员会
市委宣传部 | 昆明市 | 2023-04-28 | 中共昆明市委宣传部
市委统战部 | 昆明市 | 2023-04-28 | 中共昆明市委统一战线工作部
市委外办 | 武汉市 | 2023-05-23 | 中共武汉市委外事工作委员会办公室
市委农办 | 武汉市 | 2023-05-23 | 中共武汉市委农村工作领导小组办公室
市委改革办 | 武汉市 | 2017-05-23 | 中共武汉市委全面深化改革领导小组办公室
市委改革办 | 武汉市 | 2023-05-23 | 中共武汉市委全面深化改革委员会办公室
市委老干局 | 武汉市 | 2023-05-23 | 中共武汉市委老干部局
市委党校 | 武汉市 | 2023-05-23 | 中共武汉市委党校
市委社会工作部 | 武汉市 | 2024-05-23 | 中共武汉市委社会工作部
市外办 | 武汉市 | 2023-05-23 | =
市总工会 | 武汉市 | 2023-05-23 | 武汉市总工会
团市委 | 武汉市 | 2023-05-23 | 共青团武汉市委员会
市政府办 | 吉安市 | 2023-05-23 | 吉安市人民政府办公室
市政府办 | 武汉市 | 2023-05-23 | 武汉市人民政府办公厅
市教育局职成科 | 南昌市 | 2023-12-12 | 南昌市教育局职成科
各市直部门 | 南昌市 | 2023-12-12 | =
"""

COUNTY = """
市教体局 | 共青城市 | 2021-06-01 | 共青城市教育体育局
市委编办 | 共青城市 | 2021-06-01 | 中共共青城市委机构编制委员会办公室
市税务局 | 共青城市 | 2021-06-01 | 国家税务总局共青城市税务局
县人社局 | 石城县 | 2018-06-01 | 石城县人力资源和社会保障局
县卫计局 | 石城县 | 2017-06-01 | 石城县卫生和计划生育局
县卫健局 | 石城县 | 2020-06-01 | 石城县卫生健康局
县交通局 | 石城县 | 2020-06-01 | 石城县交通运输局
县环保局 | 石城县 | 2017-06-01 | 石城县环境保护局
县市监局 | 石城县 | 2020-06-01 | 石城县市场监督管理局
县发改局 | 石城县 | 2020-06-01 | 石城县发展和改革局
县编办 | 石城县 | 2016-06-01 | 石城县机构编制委员会办公室
县编办 | 石城县 | 2020-06-01 | 中共石城县委机构编制委员会办公室
县法院 | 石城县 | 2020-06-01 | 石城县人民法院
县检察院 | 石城县 | 2020-06-01 | 石城县人民检察院
县委组织部 | 石城县 | 2020-06-01 | 中共石城县委组织部
县消防救援大队 | 石城县 | 2020-06-01 | 石城县消防救援大队
县文广旅体局 | 石城县 | 2020-06-01 | 石城县文广旅体局
县城建局 | 石城县 | 2020-06-01 | 石城县城建局
县农粮局 | 石城县 | 2020-06-01 | 石城县农粮局
县民宗局 | 石城县 | 2020-06-01 | 石城县民宗局
区教育局 | 天河区 | 2026-04-20 | 广州市天河区教育局
区法院 | 天河区 | 2026-04-20 | 广州市天河区人民法院
呈贡区人民政府 | 昆明市 | 2023-04-28 | 昆明市呈贡区人民政府
嵩明县人民政府 | 昆明市 | 2023-04-28 | 嵩明县人民政府
安宁市人民政府 | 昆明市 | 2023-04-28 | 安宁市人民政府
寻甸县人民政府 | 昆明市 | 2023-04-28 | 寻甸回族彝族自治县人民政府
禄劝县人民政府 | 昆明市 | 2023-04-28 | 禄劝彝族苗族自治县人民政府
区教委 | 朝阳区 | 2023-04-28 | =
"""


def cases(table: str) -> list[tuple[str, str | None, date, str]]:
    """The rows of a table; "–" is no region, "=" the name itself."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [
        (name, None if home == "–" else home, date.fromisoformat(day), name if full == "=" else full)
        for name, home, day, full in rows
    ]


@pytest.mark.parametrize(("name", "home", "day", "official"), cases(STATE))
def test_state_organs(name: str, home: str | None, day: date, official: str) -> None:
    assert canonical_name(name, home, day=day) == official


@pytest.mark.parametrize(("name", "home", "day", "official"), cases(PROVINCE))
def test_organs_of_provinces(name: str, home: str, day: date, official: str) -> None:
    assert canonical_name(name, home, day=day) == official


@pytest.mark.parametrize(("name", "home", "day", "official"), cases(CITY))
def test_organs_of_cities(name: str, home: str, day: date, official: str) -> None:
    assert canonical_name(name, home, day=day) == official


@pytest.mark.parametrize(("name", "home", "day", "official"), cases(COUNTY))
def test_organs_of_counties(name: str, home: str, day: date, official: str) -> None:
    assert canonical_name(name, home, day=day) == official


@pytest.mark.parametrize(
    ("name", "official"),
    [("市税务局", "国家税务总局南昌市税务局"), ("市编办", "南昌市编办"), ("市教体局", "南昌市教育体育局")],
)
def test_without_a_day_only_what_all_known_meanings_agree_on(name: str, official: str) -> None:
    assert canonical_name(name, "南昌市") == official


def test_a_notice_is_read_with_the_names_of_its_own_day() -> None:
    def unit_of(day: str) -> str:
        text = f"南昌市人民政府办公室关于工作的通知\n\n一、任务\n（一）新建学校10所。（市编办负责）\n\n南昌市人民政府办公室\n{day}\n"
        (unit,) = policyparse.parse_text(text).tasks[0].responsible
        return unit.canonical

    assert unit_of("2016年5月3日") == "南昌市机构编制委员会办公室"
    assert unit_of("2021年5月3日") == "中共南昌市委机构编制委员会办公室"


def test_a_district_bears_its_citys_name_and_a_county_does_not() -> None:
    assert [full_name(place) for name in ("天河区", "石城县", "共青城市") for place in regions_named(name)] == [
        "广州市天河区",
        "石城县",
        "共青城市",
    ]


# The table itself.


def test_every_row_says_where_it_comes_from_or_that_this_is_not_known_yet() -> None:
    rows = default_lexicon().rows
    assert [row.short for row in rows if not row.source] == []
    assert [row.short for row in rows if "/" in row.source or "corpus" in row.source] == []
    # Lower it when sources are found; a new row comes with its source.
    assert sum(row.source == "待核" for row in rows) <= 239


def test_a_name_of_one_region_only_has_a_printed_source_and_a_region_of_the_table() -> None:
    for row in default_lexicon().rows:
        if row.region:
            assert row.source != "待核" and not row.source.startswith("对应"), row
            assert any(full_name(place) == row.region for place in regions_named(_last_part(row.region))), row


def _last_part(region: str) -> str:
    """The region's own name: 昆明市西山区 → 西山区."""
    head, city, tail = region.partition("市")
    return tail if tail else head + city


def test_a_notice_of_the_corpus_named_as_source_prints_the_name() -> None:
    documents = [policyparse.parse(path) for path in NOTICES.iterdir()]
    texts = {d.metadata.doc_number.raw: "".join(d.text.split()) for d in documents if d.metadata.doc_number}
    named = [(row, number) for row in default_lexicon().rows for number in texts if number in row.source]
    assert len(named) > 100
    for row, number in named:
        printed_as = re.search(rf"{number}（印作(.+?)）", row.source)
        name = printed_as[1] if printed_as else row.short
        assert name in texts[number] or row.official in texts[number], (row, number)


def test_no_two_rows_are_alike() -> None:
    keys = [(r.short, r.level, r.region, r.begins, r.ends) for r in default_lexicon().rows]
    assert len(keys) == len(set(keys))


def test_nothing_changes_within_an_era() -> None:
    lexicon = default_lexicon()
    for day in (date(1990, 1, 1), date(2018, 3, 21), date(2018, 12, 31), date(2026, 1, 1)):
        era = lexicon.era(day)
        assert era is not None and era <= day
        for name in ("编办", "税务局", "金融监管局", "医保局", "农委"):
            assert lexicon.meaning(name, ("local",), "", day) == lexicon.meaning(name, ("local",), "", era)


# A user's own file.

OWN = "short\tfull\n数促局\t数字经济促进局\n教体局\t教育和体育局\n"
NOTICE = "南昌市人民政府办公室关于工作的通知\n一、任务\n（一）新建学校10所。（市数促局、市教体局负责）\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text(OWN, encoding="utf-8")
    return path


def canonical_names(document: policyparse.PolicyDocument) -> list[str]:
    return [unit.canonical for task in document.tasks for unit in task.responsible]


OURS = ["南昌市数字经济促进局", "南昌市教育和体育局"]
THEIRS = ["南昌市数促局", "南昌市教育体育局"]


def test_a_users_rows_add_to_the_lexicon_and_win(own: Path) -> None:
    assert canonical_names(policyparse.parse_text(NOTICE)) == THEIRS
    assert canonical_names(policyparse.parse_text(NOTICE, lexicon=own)) == OURS
    assert canonical_names(policyparse.parse(NOTICE.encode(), name="a.txt", lexicon=str(own))) == OURS
    assert canonical_names(policyparse.parse_text(NOTICE)) == THEIRS  # one call's organs do not stay for the next


def test_a_users_row_wins_over_rows_of_a_level_a_region_or_a_time(own: Path) -> None:
    own.write_text("short\tfull\tfrom\n法院\t某法院\t\n文广旅局\t某局\t\n编办\t某办\t2019-01-01\n", encoding="utf-8")
    lexicon = policyparse.read_lexicon(own)
    assert canonical_name("市法院", "廊坊市", lexicon) == "廊坊市某法院"
    assert canonical_name("市文广旅局", "廊坊市", lexicon) == "廊坊市某局"
    assert canonical_name("市编办", "廊坊市", lexicon, date(2019, 1, 2)) == "廊坊市某办"
    assert canonical_name("市编办", "廊坊市", lexicon, date(2017, 1, 2)) == "廊坊市机构编制委员会办公室"


def test_a_lexicon_is_read_once_and_goes_to_workers(own: Path, tmp_path: Path) -> None:
    lexicon = policyparse.read_lexicon(own)
    own.unlink()
    assert canonical_names(policyparse.parse_text(NOTICE, lexicon=lexicon)) == OURS
    assert len(pickle.dumps(lexicon)) < 1000
    paths = [tmp_path / f"{number}.txt" for number in range(2)]
    for path in paths:
        path.write_text(NOTICE, encoding="utf-8")
    found = [result.document for result in policyparse.parse_many(paths, workers=2, lexicon=lexicon)]
    assert [canonical_names(document) for document in found if document] == [OURS, OURS]


def test_a_users_organ_is_found_in_prose_too(own: Path) -> None:
    own.write_text("short\tfull\n滨江智造专员组委\t滨江智造专员组委\n", encoding="utf-8")
    lexicon = policyparse.read_lexicon(own)
    words = "由市滨江智造专员组委负责"
    assert [m.raw for m in find_organs(words, lexicon)] == ["市滨江智造专员组委"] and find_organs(words) == []


def test_a_users_table_may_hold_every_column() -> None:
    head = "# ours\nshort\tfull\tkind\tlevel\tregion\tfrom\tuntil\tsource\tnote\n"
    (row,) = read_rows(head + "数促局\t数促局\tgovernment\tcity\t南昌市\t2020-01-02\t2024-12-31\t洪府办〔2020〕1号\t\n")
    assert (row.level, row.region, row.begins, row.ends) == ("city", "南昌市", date(2020, 1, 2), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("", 1, "no line of column names"),
        ("数促局\t数字经济促进局\n", 1, "the columns must be"),
        ("short\tfull\tfull\n", 1, "the columns must be"),
        ("short\tfull\tcolour\n", 1, "the columns must be"),
        ("short\tfull\n\n\t数字经济促进局\n", 3, "no short name"),
        ("short\tfull\na\tb\tc\n", 2, "3 cells under 2 columns"),
        ("short\tfull\tlevel\n数促局\t数促局\ttown\n", 2, "level 'town' is none of"),
        ("short\tfull\tkind\n数促局\t数促局\tarmy\n", 2, "kind 'army' is none of"),
        ("short\tfull\n数促局\t{x}数促局\n", 2, "only {} and {s}"),
        ("short\tfull\tfrom\n数促局\t数促局\t2020年\n", 2, "is no day of the form"),
        ("short\tfull\tfrom\n数促局\t数促局\t2020-02-30\n", 2, "is no day of the form"),
        ("short\tfull\tfrom\tuntil\n数促局\t数促局\t2020-01-02\t2020-01-01\n", 2, "until lies before from"),
    ],
)
def test_a_line_that_is_no_row_is_refused_with_its_number(table: str, line: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadRow) as refused:
        read_rows(table)
    assert refused.value.line == line and words in refused.value.message
    path = tmp_path / "own.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(PolicyParseError) as caught:
        policyparse.parse_text(NOTICE, lexicon=path)
    assert (caught.value.code, caught.value.name) == ("corrupt", "own.tsv")
    assert caught.value.message.startswith(f"line {line}: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_as_spreadsheets_save_it(encoding: str, own: Path) -> None:
    own.write_bytes(OWN.replace("\n", "\r\n").encode(encoding))
    assert canonical_names(policyparse.parse_text(NOTICE, lexicon=own)) == OURS


def test_a_lexicon_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PolicyParseError) as caught:
        policyparse.parse_many([], lexicon=tmp_path / "none.tsv")
    assert (caught.value.code, caught.value.name) == ("not_found", "none.tsv")
